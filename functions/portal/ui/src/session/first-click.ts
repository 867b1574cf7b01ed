let clicked = false;

/** Takes the click on a button that stands there before the script that acts on it. */
export function keepFirstClick(button: HTMLButtonElement) {
  button.addEventListener("click", () => {
    clicked = true;
    button.disabled = true;
  });
}

/** Whether there was one, told once. */
export function firstClick(): boolean {
  const was = clicked;
  clicked = false;
  return was;
}

/** Whether the button in whose place another one comes has the keyboard's focus, which that one then takes over. */
export function buttonFocused(): boolean {
  return typeof document !== "undefined" && document.activeElement instanceof HTMLButtonElement;
}
