/** With a capital letter first, as a sentence or a label begins. @example capitalised('ward') // 'Ward' */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
