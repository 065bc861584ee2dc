import { GalleryRoom } from "../src/room/element.js";

customElements.define("gallery-room", GalleryRoom);
