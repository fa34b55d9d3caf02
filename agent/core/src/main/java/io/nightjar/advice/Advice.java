package io.nightjar.advice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is proposed for all operations. Immutable.
 *
 * @param seen for how long was looked
 * @param source what was looked at, for a person
 */
public record Advice(Duration seen, String source, List<OperationAdvice> operations) {
    public Advice {
        operations = List.copyOf(operations);
    }

    /** What was seen of these operations suggests it. */
    public static Advice of(Duration seen, String source, List<SeenOperation> operations) {
        List<OperationAdvice> all = new ArrayList<>();
        for (SeenOperation operation : operations) {
            all.add(new Advisor(operation).advise());
        }
        return new Advice(seen, source, all);
    }
}
