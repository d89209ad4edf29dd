// A photograph of a phone's camera is larger than what the server takes: it is made smaller before it is sent.
const MOST_BYTES = 2_800_000;
const LONGEST = 2000;

/** Return a picture that can be sent: itself, or drawn smaller where it has too many bytes. */
export async function shrink(file: File): Promise<Blob> {
  if (file.size <= MOST_BYTES || !file.type.startsWith("image/")) return file;
  const drawn = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(drawn.width, drawn.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(drawn.width * scale);
  canvas.height = Math.round(drawn.height * scale);
  canvas.getContext("2d")?.drawImage(drawn, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? file), "image/jpeg", 0.9));
}
