import { useText } from "../../i18n/texts";
import { LinkButton } from "../../kit/button";
import { EmptyState } from "../../kit/states";
import { View } from "../../shell/view";

/** An address at which there is nothing. */
export default function NotFoundView() {
  const text = useText();
  return (
    <View title={text("not-found-title")}>
      <EmptyState
        icon="info"
        title={text("not-found-description")}
        action={<LinkButton href="/">{text("not-found-home")}</LinkButton>}
      />
    </View>
  );
}
