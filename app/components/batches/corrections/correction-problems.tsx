import { Banner, List } from "@shopify/polaris";
import type { LineProblem } from "#app/domain/catalog/corrections/correction-file.ts";
import { formatCountOf } from "../../formats.ts";

/** What is wrong with a file, line by line. */
export function CorrectionProblems({ problems, total }: { problems: readonly LineProblem[]; total: number }) {
  const rest = total - problems.length;
  return (
    <Banner
      tone="critical"
      title={`${formatCountOf(total, "line needs", "lines need")} another look. Nothing was saved.`}
    >
      <List>
        {problems.map(({ line, column, message }, at) => (
          <List.Item key={at}>{`Line ${line}${column === null ? "" : `, ${column}`}: ${message}`}</List.Item>
        ))}
        {rest > 0 && <List.Item>{`And ${rest} more.`}</List.Item>}
      </List>
    </Banner>
  );
}
