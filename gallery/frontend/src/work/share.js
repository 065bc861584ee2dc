/** Hands the link over: to the system's own sheet where there is one, else to the clipboard. */
export function share() {
  const button = document.querySelector("#share");
  const said = document.querySelector("#shared");
  if (!(button instanceof HTMLButtonElement) || !said || !(navigator.share || navigator.clipboard)) return;
  const url = document.querySelector('link[rel="canonical"]')?.getAttribute("href") ?? location.href;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (navigator.share) return await navigator.share({ title: button.dataset.title, url });
      await navigator.clipboard.writeText(url);
      said.textContent = button.dataset.copied ?? "";
      said.classList.remove("unseen");
    } catch {
      // Whoever closes the sheet has changed their mind; the address is in the bar in any case.
    }
  });
}
