import { useLoaderData, useNavigate } from "@remix-run/react";
import { Card, Divider, Page } from "@shopify/polaris";
import { ActivityFilters } from "#app/components/activity/activity-filters.tsx";
import { ActivityList } from "#app/components/activity/activity-list.tsx";
import { EmptyNote } from "#app/components/empty-note.tsx";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { readActivity } from "#app/http/activity/read-activity.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

export const loader = pageLoader(async ({ ctx, request }) => readActivity(ctx, request));

export default function Activity() {
  const t = useTexts();
  const { asked, entries, actors, nextCursor, previousCursor } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  return (
    <Page title={t("Activity")} subtitle={t("Who did what, and what the app did by itself")}>
      <Card padding="0">
        <ActivityFilters
          asked={asked}
          actors={actors}
          onChange={(wanted) => {
            const given = Object.entries(wanted).flatMap(([name, value]) =>
              value === null ? [] : [[name, String(value)]],
            );
            navigate(`/app/activity?${new URLSearchParams(given)}`);
          }}
        />
        <Divider />
        {entries.length === 0 ? (
          <EmptyNote
            title={t("Nothing to show")}
            message={
              Object.values(asked).some((value) => value !== null)
                ? t("Nobody did anything that fits these filters.")
                : t("What people, systems and the app itself do appears here.")
            }
          />
        ) : (
          <ActivityList entries={entries} />
        )}
        <KeysetPagination label={t("Pages of activity")} nextCursor={nextCursor} previousCursor={previousCursor} />
      </Card>
    </Page>
  );
}
