package io.nightjar.sink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class GroupsPageTest {
    @Test
    void shouldSayOnThePageOfAlertsWhatEachDestinationHasRoomFor() throws IOException {
        String page = Files.readString(Path.of("../docs/alerts.md"));

        String webhook = WebhookProtocol.MEMBERS + " members, " + WebhookProtocol.MEMBERS_BYTES / 1024 + " KiB |";
        assertThat(row(page, "`webhook`")).endsWith(webhook);
        assertThat(row(page, "`webhook.format=alertmanager`")).endsWith(webhook);
        assertThat(row(page, "`pagerduty`")).endsWith(PagerDutyProtocol.MEMBERS + " lines |");
        assertThat(row(page, "`opsgenie`"))
                .endsWith(OpsgenieProtocol.MEMBERS
                        + String.format(Locale.ROOT, " lines, %,d characters |", OpsgenieProtocol.DESCRIPTION_CHARS));
        assertThat(row(page, "`slack`")).endsWith(SlackProtocol.BLOCKS + " blocks |");
        assertThat(row(page, "`teams`"))
                .endsWith(TeamsProtocol.MEMBERS + " lines, " + TeamsProtocol.CARD_BYTES / 1000 + " KB |");
    }

    private static String row(String page, String destination) {
        int table = page.indexOf("| destination | a group |");
        int begin = page.indexOf("\n| " + destination + " |", table) + 1;
        assertThat(table).isPositive();
        assertThat(begin).as(destination).isGreaterThan(table);
        return page.substring(begin, page.indexOf('\n', begin));
    }
}
