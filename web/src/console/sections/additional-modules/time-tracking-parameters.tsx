import { useId, useState } from "react";
import { Button as AriaButton, Link } from "react-aria-components";
import { useFormContext, useWatch } from "react-hook-form";
import { FormRadioGroup } from "../../form/fields";
import type { ActivitySuggestion, PeriodTypeDefinition, TimeEntryType } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { Icon } from "../../kit/icon";
import { WarningsAt } from "../../settings/warnings";
import { type ModulesValues, wordsOf } from "./modules-plan";
import "./time-tracking-parameters.css";

const ENTRY_TYPES: readonly TimeEntryType[] = ["START_AND_END", "TOTAL_TIME"];
const SUGGESTIONS: readonly ActivitySuggestion[] = ["LAST_OF_AGENT", "ACCESS_PROFILE", "NONE"];
const DEFINITIONS: readonly PeriodTypeDefinition[] = ["AUTOMATIC", "BY_AGENT"];

/** Time tracking's parameters. While it is off they are folded, and what they hold is told in a sentence. */
export function TimeTrackingParameters() {
  const text = useText();
  const panelId = useId();
  const { control } = useFormContext<ModulesValues>();
  const values = useWatch({ control, name: "timeTracking" });
  const [isUnfolded, setUnfolded] = useState(false);
  const isShown = values.enabled || isUnfolded;
  return (
    <div className="time-tracking">
      {!values.enabled && (
        <div className="time-tracking-kept">
          <p>{text("additional-modules-kept", wordsOf(values, text))}</p>
          <AriaButton
            className="button button-quiet time-tracking-toggle"
            aria-expanded={isShown}
            aria-controls={panelId}
            onPress={() => setUnfolded(!isUnfolded)}
          >
            <Icon name="chevron" />
            <span className="button-text">{text(isShown ? "additional-modules-fold" : "additional-modules-unfold")}</span>
          </AriaButton>
        </div>
      )}
      <div className="time-tracking-fields" id={panelId} hidden={!isShown}>
        <FormRadioGroup
          name="timeTracking.entryType"
          label={text("field-parameters-additionalModules-timeTracking-entryType")}
          description={text("additional-modules-entry-type")}
          options={ENTRY_TYPES.map((type) => ({ value: type, label: text(`value-entryType-${type}`) }))}
        />
        <WarningsAt paths={[["parameters", "additionalModules", "timeTracking", "entryType"]]} />
        <FormRadioGroup
          name="timeTracking.activitySuggestion"
          label={text("field-parameters-additionalModules-timeTracking-activitySuggestion")}
          options={SUGGESTIONS.map((suggestion) => ({
            value: suggestion,
            label: text(`value-activitySuggestion-${suggestion}`),
          }))}
          description={
            <>
              {text("additional-modules-profile-tip")}{" "}
              <Link href="/#access-profiles">{text("additional-modules-profile-link")}</Link>
            </>
          }
        />
        <FormRadioGroup
          name="timeTracking.periodTypeDefinition"
          label={text("field-parameters-additionalModules-timeTracking-periodTypeDefinition")}
          options={DEFINITIONS.map((definition) => ({
            value: definition,
            label: text(`value-periodTypeDefinition-${definition}`),
            description: text(`additional-modules-period-${definition}`),
          }))}
        />
        {/* What is missing stands in another section; what needs it is here. */}
        <WarningsAt paths={[["businessHours", "shifts"]]} />
      </div>
    </div>
  );
}
