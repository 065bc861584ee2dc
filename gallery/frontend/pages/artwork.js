/** What a work's page does beyond being read: the drawing laid over the painting, replayed, and the link shared. */

import { compare } from "../src/work/compare.js";
import { replay } from "../src/work/replay.js";
import { share } from "../src/work/share.js";

compare();
replay();
share();
