import { useEffect, useRef, useState } from "react";
import { useText } from "../i18n/texts";
import { LinkButton } from "../kit/button";
import { Notice } from "../kit/notice";
import { Skeleton } from "../kit/states";
import { useRouter } from "../routing/router";
import { View } from "../shell/view";
import { useSession } from "./session";

/** Where the identity provider sends the reader back to. */
export default function SignInCallback() {
  const text = useText();
  const { completeSignIn } = useSession();
  const { navigate } = useRouter();
  const [hasFailed, setFailed] = useState(false);
  // The answer is good once.
  const isBegun = useRef(false);

  useEffect(() => {
    if (!isBegun.current) {
      isBegun.current = true;
      completeSignIn().then(
        (returnTo) => navigate(returnTo, { replace: true }),
        () => setFailed(true),
      );
    }
  }, [completeSignIn, navigate]);

  return (
    <View title={text("sign-in-title")}>
      {hasFailed ? (
        <Notice tone="danger" isAlert actions={<LinkButton href="/sign-in">{text("try-again")}</LinkButton>}>
          <p>{text("sign-in-provider-failed")}</p>
        </Notice>
      ) : (
        <Skeleton />
      )}
    </View>
  );
}
