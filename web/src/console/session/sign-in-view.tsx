import { useText } from "../i18n/texts";
import { Notice } from "../kit/notice";
import { useRouter } from "../routing/router";
import { LanguageMenu, ThemeMenu } from "../shell/header";
import { View } from "../shell/view";
import { useSession } from "./session";
import { SignInAtProvider } from "./sign-in-at-provider";
import { SignInByRole } from "./sign-in-by-role";
import { SignInByToken } from "./sign-in-by-token";
import { returnToOf } from "./sign-in-path";
import "./sign-in-view.css";

/** Where one says who one is. The address keeps where the reader wanted to go. */
export default function SignInView() {
  const text = useText();
  const { means, phase } = useSession();
  const { search, navigate } = useRouter();
  const returnTo = returnToOf(search);
  const goOn = () => navigate(returnTo, { replace: true });
  return (
    <>
      <div className="sign-in-head">
        <span className="sign-in-product">Cuenta</span>
        <LanguageMenu />
        <ThemeMenu />
      </div>
      <View title={text("sign-in-title")} description={text(`sign-in-${means.kind}-description`)}>
        {phase.kind === "out" && phase.hasEnded && (
          <Notice tone="warning" isAlert>
            <p>{text("sign-in-ended")}</p>
          </Notice>
        )}
        {means.kind === "demo" && <SignInByRole callers={means.callers} onSignedIn={goOn} />}
        {means.kind === "provider" && <SignInAtProvider returnTo={returnTo} />}
        {means.kind === "token" && <SignInByToken onSignedIn={goOn} />}
      </View>
    </>
  );
}
