import { Banner, List } from "@shopify/polaris";
import type { LineProblem } from "#app/domain/catalog/corrections/correction-file.ts";
import { useTexts } from "../../texts/use-texts.tsx";

/** What is wrong with a file, line by line. */
export function CorrectionProblems({ problems, total }: { problems: readonly LineProblem[]; total: number }) {
  const t = useTexts();
  const rest = total - problems.length;
  return (
    <Banner
      tone="critical"
      title={t("{{count, number}} line needs another look. Nothing was saved.", { count: total })}
    >
      <List>
        {problems.map(({ line, column, message }, at) => (
          <List.Item key={at}>
            {column === null
              ? t("Line {{line}}: {{message}}", { line, message })
              : t("Line {{line}}, {{column}}: {{message}}", { line, column, message })}
          </List.Item>
        ))}
        {rest > 0 && <List.Item>{t("And {{rest}} more.", { rest })}</List.Item>}
      </List>
    </Banner>
  );
}
