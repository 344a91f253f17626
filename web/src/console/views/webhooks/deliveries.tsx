import { useEffect, useRef, useState } from "react";
import { useQuery } from "urql";
import { useText } from "../../i18n/texts";
import { Button } from "../../kit/button";
import { Problem } from "../../kit/problem";
import { RecordList } from "../../kit/record-list";
import { Section } from "../../kit/section";
import { EmptyState, Skeleton } from "../../kit/states";
import { usePageOfList } from "../../routing/page-of-list";
import { Pager, usePageFocus } from "../../shell/pager";
import { DeliveryRecord } from "./delivery-record";
import { WebhookDeliveriesDocument } from "./webhooks.generated";

const PAGE_SIZE = 20;

/** What is under way is looked at so often, and so many times. */
const LOOK_MS = 2000;
const LOOKS = 15;

type Props = {
  readonly endpointId: string;
  /** Deliveries that the reader has just asked for. */
  readonly awaited: readonly string[];
};

/** What is, or was, sent to an endpoint, newest first. */
export function Deliveries({ endpointId, awaited }: Props) {
  const text = useText();
  const page = usePageOfList(PAGE_SIZE);
  const list = usePageFocus();
  const [{ data, error, fetching }, read] = useQuery({
    query: WebhookDeliveriesDocument,
    variables: { id: endpointId, ...page },
    requestPolicy: "cache-and-network",
  });
  const again = () => read({ requestPolicy: "network-only" });
  const node = data?.node;
  const deliveries = node && "deliveries" in node ? node.deliveries : null;

  const [redelivered, setRedelivered] = useState<readonly string[]>([]);
  const underWay = deliveries?.nodes.some(
    ({ id, state }) => state === "PENDING" && (awaited.includes(id) || redelivered.includes(id)),
  );
  const looks = useRef(0);
  useEffect(() => {
    looks.current = 0;
  }, [awaited, redelivered]);
  useEffect(() => {
    if (underWay && !fetching && looks.current < LOOKS) {
      const timer = setTimeout(() => {
        looks.current += 1;
        read({ requestPolicy: "network-only" });
      }, LOOK_MS);
      return () => clearTimeout(timer);
    }
  }, [underWay, fetching, read]);

  return (
    <Section
      id="deliveries"
      title={text("deliveries-title")}
      description={text("deliveries-description")}
      actions={
        <Button icon="refresh" isPending={fetching} onPress={again}>
          {text("refresh")}
        </Button>
      }
    >
      {error && <Problem error={error} onRetry={again} />}
      <div ref={list} tabIndex={-1}>
        {!deliveries && !error && <Skeleton />}
        {deliveries?.nodes.length === 0 && (
          <EmptyState icon="external" title={text("deliveries-empty")}>
            <p>{text("deliveries-empty-description")}</p>
          </EmptyState>
        )}
        {deliveries && deliveries.nodes.length > 0 && (
          <RecordList label={text("deliveries-title")} items={deliveries.nodes} idOf={({ id }) => id}>
            {(delivery) => (
              <DeliveryRecord
                delivery={delivery}
                onRedelivered={() => setRedelivered([...redelivered, delivery.id])}
              />
            )}
          </RecordList>
        )}
      </div>
      {deliveries && <Pager pageInfo={deliveries.pageInfo} label={text("deliveries-title")} />}
    </Section>
  );
}
