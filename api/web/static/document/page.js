export function mount(element, { t, page }) {
  element.append(Object.assign(document.createElement("h1"), { textContent: t(`page.${page}`) }));
}
