package io.nightjar;

import java.util.Random;
import java.util.function.Consumer;

/** Properties: the same check on many seeded cases; a failure names its seed. */
public final class Cases {
    private Cases() {}

    public static void check(int count, Consumer<Random> property) {
        for (long seed = 1; seed <= count; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (AssertionError failure) {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
            } catch (RuntimeException failure) {
                throw new AssertionError("seed " + seed + ": " + failure, failure);
            }
        }
    }
}
