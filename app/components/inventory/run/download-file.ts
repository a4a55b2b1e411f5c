/**
 * Saves what an address of the app answers as a file. The page asks for it itself, because only then App Bridge sends who
 * asks; a link that the browser follows would be nobody's. Returns whether it came.
 */
export async function downloadFile(url: string, name: string): Promise<boolean> {
  try {
    const answer = await fetch(url);
    if (!answer.ok) return false;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return true;
  } catch {
    return false;
  }
}
