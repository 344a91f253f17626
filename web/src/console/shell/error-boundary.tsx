import { Component, type ErrorInfo, type ReactNode } from "react";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { Notice } from "../kit/notice";

type Props = { readonly children: ReactNode };

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
    return this.state.hasFailed ? <Broken /> : this.props.children;
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
