import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { Label, ProgressBar, Slider, SliderThumb, SliderTrack } from "react-aria-components";
import { fetchWithProgress } from "../../graphql/upload";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { useAnnounce } from "../../kit/announce";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice } from "../../kit/notice";
import { Problem } from "../../kit/problem";
import { type Outcome, useSend } from "../../saving/send";
import { useSettings } from "../../session/account";
import { centred, moved, zoomed } from "./crop";
import "../../kit/progress.css";
import "./photo-crop-dialog.css";
import { closePhoto, cropped, type OpenedPhoto, type Square } from "./photo-file";
import { SetCompanyPhotoDocument } from "./photo.generated";

/** How much of the square's side an arrow key moves it. */
const STEP = 0.02;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

type Props = { readonly photo: OpenedPhoto; readonly onClose: () => void };

/** Chooses the square of a picture, by pointer or by keyboard, shows what will be seen, and uploads it. */
export default function PhotoCropDialog({ photo, onClose }: Props) {
  const text = useText();
  const format = useFormat();
  const announce = useAnnounce();
  const send = useSend();
  const { revision } = useSettings();
  const hintId = useId();
  const { width, height } = photo.bitmap;
  const [square, setSquare] = useState<Square>(() => centred(width, height));
  const [progress, setProgress] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<Outcome | "unwritable" | null>(null);
  const running = useRef<AbortController | null>(null);
  const drag = useRef<{ readonly x: number; readonly y: number; readonly square: Square } | null>(null);

  useEffect(() => () => closePhoto(photo), [photo]);
  // Whoever closes the dialog does not want the photo.
  useEffect(() => () => running.current?.abort(), []);

  async function upload() {
    const controller = new AbortController();
    running.current = controller;
    setOutcome(null);
    setProgress(0);
    const file = await cropped(photo, square);
    if (file === null) {
      setProgress(null);
      setOutcome("unwritable");
      return;
    }
    const answer = await send(
      SetCompanyPhotoDocument,
      { input: { photo: file } },
      { expectedRevision: conflict === null ? revision : conflict.current.revision },
      { fetch: fetchWithProgress(setProgress, controller.signal) },
    );
    setProgress(null);
    if (controller.signal.aborted) {
      return;
    }
    if (answer.kind === "saved") {
      announce(answer.revision === null ? text("saved-nothing") : text("saved-revision", { revision: answer.revision }));
      onClose();
    } else {
      setOutcome(answer);
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) {
      event.preventDefault();
      setSquare(moved(square, arrow[0] * square.side * STEP, arrow[1] * square.side * STEP, width, height));
    }
  }

  function endDrag() {
    drag.current = null;
  }

  function onPointerMove({ clientX, clientY, currentTarget }: PointerEvent) {
    if (drag.current !== null) {
      // What is dragged is the picture, so the square goes the other way.
      const scale = square.side / currentTarget.clientWidth;
      const { x, y, square: start } = drag.current;
      setSquare(moved(start, (x - clientX) * scale, (y - clientY) * scale, width, height));
    }
  }

  const answered = outcome === "unwritable" ? null : outcome;
  const conflict = answered?.kind === "conflict" ? answered : null;
  const smallest = Math.min(width, height);
  const zoom = smallest / square.side;
  const isUploading = progress !== null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text("crop-title")}
      footer={
        <>
          <Button onPress={onClose}>{text("cancel")}</Button>
          <Button look="primary" isPending={isUploading} onPress={() => void upload()}>
            {text("crop-save")}
          </Button>
        </>
      }
    >
      <p id={hintId}>{text("crop-hint")}</p>
      <div className="crop">
        <div
          className="crop-frame"
          role="application"
          aria-label={text("crop-frame")}
          aria-describedby={hintId}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            drag.current = { x: event.clientX, y: event.clientY, square };
          }}
          onPointerMove={onPointerMove}
          onPointerUp={endDrag}
          onPointerCancel={endDrag}
        >
          <CroppedImage photo={photo} square={square} />
        </div>
        <figure className="crop-preview">
          <div className="crop-small">
            <CroppedImage photo={photo} square={square} />
          </div>
          <figcaption>{text("crop-preview")}</figcaption>
        </figure>
      </div>
      <Slider
        className="slider"
        minValue={1}
        maxValue={4}
        step={0.05}
        value={zoom}
        onChange={(value) => typeof value === "number" && setSquare(zoomed(square, smallest / value, width, height))}
        formatOptions={{ style: "percent" }}
      >
        <Label className="field-label">{text("crop-zoom")}</Label>
        <SliderTrack className="slider-track">
          <SliderThumb className="slider-thumb" />
        </SliderTrack>
      </Slider>
      <ProgressBar className="progress" aria-label={text("crop-progress")} value={(progress ?? 0) * 100}>
        {({ percentage = 0 }) => (
          <div className="progress-track" data-idle={!isUploading}>
            <div className="progress-fill" style={{ inlineSize: `${percentage}%` }} />
          </div>
        )}
      </ProgressBar>
      {answered?.kind === "failed" && <Problem error={answered.error} onRetry={() => void upload()} />}
      {answered?.kind === "refused" && (
        <Notice tone="danger" isAlert>
          {answered.userErrors.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
        </Notice>
      )}
      {conflict !== null && (
        <Notice tone="warning" isAlert>
          <p>{text("crop-overtaken", { revision: format.number(conflict.current.revision) })}</p>
        </Notice>
      )}
      {outcome === "unwritable" && (
        <Notice tone="danger" isAlert>
          <p>{text("crop-unwritable")}</p>
        </Notice>
      )}
    </Dialog>
  );
}

function CroppedImage({ photo: { address, bitmap }, square }: { readonly photo: OpenedPhoto; readonly square: Square }) {
  return (
    <img
      className="crop-image"
      src={address}
      alt=""
      draggable={false}
      style={{
        inlineSize: `${(bitmap.width / square.side) * 100}%`,
        insetInlineStart: `${(-square.left / square.side) * 100}%`,
        insetBlockStart: `${(-square.top / square.side) * 100}%`,
      }}
    />
  );
}
