/** What the server takes. */
export const ACCEPTED_TYPES = ["image/png", "image/jpeg", "image/webp"];

/** The side of the square that is sent: the largest that the server keeps, twice, for what comes after. */
const SENT_SIDE = 1024;
const JPEG_QUALITY = 0.92;

/** A picture that was read, turned upright as its file says. */
export type OpenedPhoto = {
  readonly bitmap: ImageBitmap;
  /** Where the browser finds it, for an `img`. */
  readonly address: string;
  readonly type: string;
};

/** Which square of a picture is wanted, in the picture's own points. */
export type Square = { readonly left: number; readonly top: number; readonly side: number };

/** Reads a picture; null where the file is none that the server takes. */
export async function openPhoto(file: File): Promise<OpenedPhoto | null> {
  if (!ACCEPTED_TYPES.includes(file.type)) {
    return null;
  }
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    return { bitmap, address: URL.createObjectURL(file), type: file.type };
  } catch {
    // The bytes are not what the name says.
    return null;
  }
}

/** Forgets a picture. */
export function closePhoto({ bitmap, address }: OpenedPhoto): void {
  bitmap.close();
  URL.revokeObjectURL(address);
}

/**
 * The square as a file: a photograph as JPEG, else PNG, which keeps what is transparent.
 * Null where the browser cannot write it, as when it has no memory left.
 */
export async function cropped({ bitmap, type }: OpenedPhoto, { left, top, side }: Square): Promise<File | null> {
  const sentSide = Math.round(Math.min(side, SENT_SIDE));
  const canvas = document.createElement("canvas");
  canvas.width = sentSide;
  canvas.height = sentSide;
  canvas.getContext("2d")?.drawImage(bitmap, left, top, side, side, 0, 0, sentSide, sentSide);
  const sentType = type === "image/jpeg" ? "image/jpeg" : "image/png";
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, sentType, JPEG_QUALITY));
  return blob && new File([blob], sentType === "image/jpeg" ? "photo.jpg" : "photo.png", { type: sentType });
}
