/** Reads QR codes from the camera: by the browser's own detector where there is one, else by the bundled decoder. */

/** The long side of a frame the bundled decoder is given: enough for a code that fills half the view. */
const LONGEST = 1_000;
const EVERY_MS = 150;

/** Shape Detection API, as far as it is used here. */
interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

export type CameraFault = 'none' | 'denied' | 'busy';

/** Opens the camera that looks away from the person. */
export async function openCamera(): Promise<MediaStream | CameraFault> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) return 'none';
  try {
    const video = { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } };
    return await devices.getUserMedia({ video, audio: false });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
    return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none';
  }
}

/** Tells of every code seen, until the answer is called. */
export function watch(video: HTMLVideoElement, found: (text: string) => void): () => void {
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const begin = async () => {
    const read = (await native()) ?? (await bundled());
    const look = async () => {
      if (over) return;
      const text = video.readyState >= 2 ? await read(video).catch(() => null) : null;
      // `over` may have been set while that was read
      if (text !== null && !stopped()) found(text);
      timer = setTimeout(() => void look(), EVERY_MS);
    };
    await look();
  };
  const stopped = () => over;
  void begin();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

type Read = (video: HTMLVideoElement) => Promise<string | null>;

async function native(): Promise<Read | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  const formats = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!BarcodeDetector || !formats.includes('qr_code')) return null;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
}

async function bundled(): Promise<Read> {
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    const { videoWidth, videoHeight } = video;
    const scale = Math.min(1, LONGEST / Math.max(videoWidth, videoHeight, 1));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    if (!context || canvas.width === 0) return Promise.resolve(null);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return Promise.resolve(decodeQR(context.getImageData(0, 0, canvas.width, canvas.height)));
    } catch {
      return Promise.resolve(null); // no code in this frame
    }
  };
}
