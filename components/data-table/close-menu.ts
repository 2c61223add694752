/** Closes the menu around an element; the focus goes to its button, and a dialog gives it back there. */
export function closeMenu(within: Element): void {
  const menu = within.closest("details");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}
