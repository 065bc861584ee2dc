/** The page that asks for a key: one that came behind the address goes into the form, and out of the address. */

import { element } from "../src/page.js";

const MARK = "#key=";

if (location.hash.startsWith(MARK)) {
  element("token", HTMLInputElement).value = decodeURIComponent(location.hash.slice(MARK.length));
  history.replaceState(null, "", location.pathname);
  element("with-key", HTMLFormElement).requestSubmit();
}
