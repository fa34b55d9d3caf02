package io.nightjar.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A condition that can be judged. Confined like the source of its terms. */
public interface Evaluation {
    /** Whether it holds now; allocates nothing. A comparison with what is absent does not hold, nor does its negation. */
    boolean holds();

    /** Each term as it is written, to its number now; null where it is absent. In the order in which they are written. */
    Map<String, @Nullable Double> values();
}
