import { Icon } from "../kit/icon";

/** The account's photo, small; it says nothing that the name beside it does not. */
export function AccountPhoto({ url }: { readonly url: string | null }) {
  return (
    <span className="account-photo">
      {url === null ? <Icon name="photo" /> : <img src={url} alt="" width={32} height={32} />}
    </span>
  );
}
