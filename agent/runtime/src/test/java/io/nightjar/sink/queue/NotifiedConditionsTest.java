package io.nightjar.sink.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sink.Alerts;
import io.nightjar.sink.Groups;
import org.junit.jupiter.api.Test;

class NotifiedConditionsTest {
    private static final Delivery FIRING = Delivery.notification(Alerts.firing("a", "f"));
    private static final Delivery END = Delivery.notification(Alerts.resolved("a-end", "f"));
    private static final Delivery ACKNOWLEDGEMENT =
            Groups.acknowledgement(Alerts.firing("a-ack", "f"), "Mia", null, null);

    private final NotifiedConditions notified = new NotifiedConditions(2);

    @Test
    void shouldVouchForWhatThisProcessFollowsOnlyWhereItsBeginningArrived() {
        assertThat(notified.lacksBeginning(ACKNOWLEDGEMENT)).isTrue();
        assertThat(notified.lacksBeginning(END)).isTrue();

        notified.note(FIRING);
        notified.note(ACKNOWLEDGEMENT);

        assertThat(notified.lacksBeginning(ACKNOWLEDGEMENT)).isFalse();
        assertThat(notified.lacksBeginning(END)).isFalse();
        notified.note(END);
        assertThat(notified.lacksBeginning(ACKNOWLEDGEMENT)).isTrue();
    }

    @Test
    void shouldTrustWhatAnEarlierProcessLeftUnlessTheConditionHasBegunAnew() {
        assertThat(notified.lacksBeginning(left(ACKNOWLEDGEMENT))).isFalse();
        notified.note(left(FIRING));
        assertThat(notified.lacksBeginning(left(ACKNOWLEDGEMENT))).isFalse();
        assertThat(notified.lacksBeginning(left(END))).isFalse();

        notified.note(FIRING);

        assertThat(notified.lacksBeginning(left(ACKNOWLEDGEMENT))).isTrue();
        assertThat(notified.lacksBeginning(left(END))).isTrue();
    }

    @Test
    void shouldSendALeftAcknowledgementButNoLeftEndWhereTheConditionGoesOn() {
        notified.goesOn(FIRING);
        notified.note(FIRING);

        assertThat(notified.lacksBeginning(left(ACKNOWLEDGEMENT))).isFalse();
        assertThat(notified.lacksBeginning(left(END))).isTrue();
        assertThat(notified.lacksBeginning(END)).isFalse();
    }

    private static Delivery left(Delivery delivery) {
        return delivery.leftBy(0, 0);
    }
}
