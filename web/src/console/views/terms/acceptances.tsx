import type { TermsAcceptanceFragment } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { useMedia } from "../../kit/media";
import { RecordCard, RecordList } from "../../kit/record-list";
import { Values } from "../../kit/section";
import { detailOf, DocumentLink } from "./document-link";
import "../../kit/table.css";

type Props = { readonly acceptances: readonly TermsAcceptanceFragment[] };

/** The records as a table, or one below the other where there is no room for one. */
export function Acceptances({ acceptances }: Props) {
  const isWide = useMedia("(width >= 62rem)");
  return isWide ? <AcceptancesTable acceptances={acceptances} /> : <AcceptancesCards acceptances={acceptances} />;
}

function AcceptancesTable({ acceptances }: Props) {
  const text = useText();
  const format = useFormat();
  return (
    <div className="table-room">
      <table className="table" aria-label={text("terms-records")}>
        <thead>
          <tr>
            <th scope="col">{text("terms-who")}</th>
            <th scope="col">{text("terms-document")}</th>
            <th scope="col">{text("terms-when")}</th>
            <th scope="col">{text("terms-ip-address")}</th>
            <th scope="col">{text("terms-user-agent")}</th>
          </tr>
        </thead>
        <tbody>
          {acceptances.map(({ id, subject, name, email, role, document, acceptedAt, ipAddress, userAgent }) => (
            <tr key={id}>
              <th scope="row">
                <strong className="terms-name">{name ?? text("terms-name-unknown")}</strong>
                {email !== null && <div>{email}</div>}
                <div className="terms-detail">
                  {role !== null && `${text(`value-role-${role}`)} · `}
                  <span className="code">{subject}</span>
                </div>
              </th>
              <td>
                <DocumentLink document={document} />
                <div className="terms-detail">{detailOf(document, text)}</div>
              </td>
              <td className="terms-when">{format.moment(acceptedAt)}</td>
              <td className="code">{ipAddress ?? text("value-none")}</td>
              <td className="terms-agent">{userAgent ?? text("value-none")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AcceptancesCards({ acceptances }: Props) {
  const text = useText();
  const format = useFormat();
  return (
    <RecordList label={text("terms-records")} items={acceptances} idOf={({ id }) => id}>
      {({ subject, name, email, role, document, acceptedAt, ipAddress, userAgent }) => (
        <RecordCard title={name ?? text("terms-name-unknown")}>
          <Values
            entries={[
              ...(email === null ? [] : [{ label: text("terms-email"), value: email }]),
              { label: text("terms-subject"), value: <span className="code">{subject}</span> },
              ...(role === null ? [] : [{ label: text("terms-role"), value: text(`value-role-${role}`) }]),
              {
                label: text("terms-document"),
                value: (
                  <>
                    <DocumentLink document={document} /> · {detailOf(document, text)}
                  </>
                ),
              },
              { label: text("terms-when"), value: format.moment(acceptedAt) },
              { label: text("terms-ip-address"), value: ipAddress ?? text("value-none") },
              { label: text("terms-user-agent"), value: userAgent ?? text("value-none") },
            ]}
          />
        </RecordCard>
      )}
    </RecordList>
  );
}
