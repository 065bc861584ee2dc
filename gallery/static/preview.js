/** How the chosen painting will hang: in its frame, with what its label says so far. */

const place = document.querySelector(".preview");
const parts = {
  picture: place.querySelector("img"),
  title: place.querySelector("cite"),
  artist: place.querySelector(".by"),
};
const unsaid = { title: parts.title.textContent, artist: parts.artist.textContent };

/** Shows what a hang form says; nothing changes while no painting is chosen. */
export function preview(form) {
  const chosen = form.querySelector("[name=painting]:checked");
  if (!chosen) return;
  parts.picture.src = chosen.parentElement.querySelector("img").src;
  for (const name of ["title", "artist"]) {
    parts[name].textContent = form.elements[name].value.trim() || unsaid[name];
  }
}
