import { Component, type ErrorInfo, type ReactNode } from "react";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { Notice } from "../kit/notice";

type Props = {
  readonly children: ReactNode;
  /** It stands for the whole page, not for a view of it. */
  readonly isPage?: boolean;
};

/** Says in place of a view that it cannot be shown: its script did not arrive, or it has a mistake. */
export class ErrorBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override render() {
    if (!this.state.hasFailed) {
      return this.props.children;
    }
    return this.props.isPage ? (
      <main className="main main-narrow" id="main">
        <Broken />
      </main>
    ) : (
      <Broken />
    );
  }
}

function Broken() {
  const text = useText();
  return (
    <Notice tone="danger" isAlert actions={<Button onPress={() => location.reload()}>{text("reload")}</Button>}>
      <p>{text("problem-view")}</p>
    </Notice>
  );
}
