/** Reads a chosen file into the field that people would else paste it into: the file itself is never sent. */
export function startPolygonFile(group: HTMLElement): void {
  const input = group.querySelector<HTMLInputElement>('input[type="file"]');
  const field = document.querySelector<HTMLTextAreaElement>('#polygon');
  if (input === null || field === null) return;
  const readChosen = (): void => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    void file.text().then((text) => {
      field.value = text;
      field.focus();
    });
  };
  input.addEventListener('change', readChosen);
  // Chosen before this came; what was pasted meanwhile stays.
  if (field.value === '') readChosen();
}
