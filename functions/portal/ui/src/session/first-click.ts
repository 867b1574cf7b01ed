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
