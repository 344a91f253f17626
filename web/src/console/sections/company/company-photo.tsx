import { useState } from "react";
import { DropZone, FileTrigger, type DropItem } from "react-aria-components";
import { useText } from "../../i18n/texts";
import { useAnnounce } from "../../kit/announce";
import { Button } from "../../kit/button";
import { ConfirmDialog } from "../../kit/dialog";
import { Icon } from "../../kit/icon";
import { later } from "../../kit/later";
import { Notice } from "../../kit/notice";
import { Problem } from "../../kit/problem";
import { type Outcome, useSend } from "../../saving/send";
import { useSettings } from "../../session/account";
import { ACCEPTED_TYPES, type OpenedPhoto, openPhoto } from "./photo-file";
import { RemoveCompanyPhotoDocument } from "./photo.generated";
import "./company-photo.css";

const PhotoCropDialog = later(() => import("./photo-crop-dialog").then(({ default: dialog }) => dialog));

/** The profile photo: dropped or chosen, cropped to a square, replaced or removed. */
export function CompanyPhoto({ canChange }: { readonly canChange: boolean }) {
  const text = useText();
  const announce = useAnnounce();
  const send = useSend();
  const { company, revision } = useSettings();
  const [opened, setOpened] = useState<OpenedPhoto | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isConfirming, setConfirming] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const [failure, setFailure] = useState<Extract<Outcome, { kind: "failed" }> | null>(null);

  async function open(file: File | undefined) {
    setRefusal(null);
    if (file !== undefined) {
      const photo = await openPhoto(file);
      if (photo === null) {
        setRefusal(text("photo-unreadable"));
      } else {
        setOpened(photo);
      }
    }
  }

  async function openDropped(items: readonly DropItem[]) {
    const dropped = items.find((item) => item.kind === "file");
    await open(dropped?.kind === "file" ? await dropped.getFile() : undefined);
  }

  async function remove() {
    setRemoving(true);
    setFailure(null);
    const outcome = await send(RemoveCompanyPhotoDocument, {}, { expectedRevision: revision });
    setRemoving(false);
    setConfirming(false);
    switch (outcome.kind) {
      case "saved":
        announce(outcome.revision === null ? text("saved-nothing") : text("saved-revision", { revision: outcome.revision }));
        return;
      case "failed":
        setFailure(outcome);
        return;
      case "refused":
        setRefusal(outcome.userErrors.map(({ message }) => message).join(" "));
        return;
      case "conflict":
        // The page shows what is there now; whether it is still to go is for the reader to say.
        setRefusal(text("photo-overtaken"));
        return;
      case "preview":
    }
  }

  const picture = (
    <span className="photo-frame">
      {company.photo === null ? (
        <Icon name="photo" />
      ) : (
        <img src={company.photo.url} alt={text("photo-alt", { name: company.tradeName })} width={96} height={96} />
      )}
    </span>
  );
  if (!canChange) {
    return picture;
  }
  return (
    <div className="photo">
      <DropZone
        className="photo-drop"
        aria-label={text("photo-drop")}
        // What is no picture is taken too, and refused in words: else the browser would open it in place of the page.
        getDropOperation={() => "copy"}
        onDrop={({ items }) => void openDropped(items)}
      >
        {picture}
        <div className="photo-words">
          <p>{text("photo-hint")}</p>
          <div className="photo-buttons">
            <FileTrigger acceptedFileTypes={ACCEPTED_TYPES} onSelect={(files) => void open(files?.[0])}>
              <Button icon="upload">{text(company.photo === null ? "photo-choose" : "photo-replace")}</Button>
            </FileTrigger>
            {company.photo !== null && (
              <Button look="danger" icon="remove" onPress={() => setConfirming(true)}>
                {text("photo-remove")}
              </Button>
            )}
          </div>
        </div>
      </DropZone>
      {refusal !== null && (
        <Notice tone="danger" isAlert>
          <p>{refusal}</p>
        </Notice>
      )}
      {failure !== null && <Problem error={failure.error} onRetry={() => void remove()} />}
      {opened !== null && <PhotoCropDialog photo={opened} onClose={() => setOpened(null)} />}
      <ConfirmDialog
        isOpen={isConfirming}
        title={text("photo-remove-title")}
        confirmLabel={text("photo-remove")}
        cancelLabel={text("cancel")}
        isDestructive
        isPending={isRemoving}
        onConfirm={() => void remove()}
        onCancel={() => setConfirming(false)}
      >
        <p>{text("photo-remove-description")}</p>
      </ConfirmDialog>
    </div>
  );
}
