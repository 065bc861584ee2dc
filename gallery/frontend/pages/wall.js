/** The wall without leaving it: "More works" hangs them below, and coming back finds them hanging still. */

import { moreWorks } from "../src/wall/more.js";

const list = document.querySelector("#works");
const pages = document.querySelector(".pages");
if (list instanceof HTMLElement && pages instanceof HTMLElement) moreWorks(list, pages);
