/** Lays the drawing over the painting it became, as far as the slider says; it was painted from just that square. */
export function compare() {
  const stage = document.querySelector(".compare");
  const split = document.querySelector(".split");
  const slider = split?.querySelector("input");
  if (!(stage instanceof HTMLElement) || !(split instanceof HTMLElement) || !slider) return;
  const drawn = new Image();
  drawn.src = stage.dataset.sketch ?? "";
  drawn.alt = "";
  drawn.className = "drawn";
  const edge = document.createElement("span");
  edge.className = "edge";
  edge.hidden = true;
  stage.append(drawn, edge);
  slider.addEventListener("input", () => {
    stage.style.setProperty("--painted", `${slider.value}%`);
    edge.hidden = slider.value === "0" || slider.value === "100";
  });
  slider.dispatchEvent(new Event("input"));
  split.hidden = false;
}
