package io.nightjar.weave;

import org.jspecify.annotations.Nullable;

/**
 * How one method is woven for one operation. Immutable.
 *
 * @param id the operation's id, or the site's where {@link #observed()}
 * @param group the group whose outermost call counts, {@link #ALONE} where no call of it can be nested
 * @param leaf whether the method can call nothing, so that it only has to look whether it is nested itself
 * @param sight what an observed call hands over; null for a plain one
 */
record Shape(int id, int group, boolean leaf, @Nullable Sight sight) {
    /** No group, because no method of it can call another. */
    static final int ALONE = 0;

    static Shape alone(int operationId) {
        return new Shape(operationId, ALONE, true, null);
    }

    static Shape grouped(int operationId, int group) {
        return new Shape(operationId, group, false, null);
    }

    static Shape leaf(int operationId, int group) {
        return new Shape(operationId, group, true, null);
    }

    static Shape observed(int siteId, Sight sight) {
        return new Shape(siteId, ALONE, false, sight);
    }

    boolean observed() {
        return sight != null;
    }

    /**
     * What an observed call hands over.
     *
     * @param receiver whether {@code this} is
     * @param arguments which arguments are, in order: one as itself, several as an {@code Object[]}
     * @param result whether the result is looked at
     * @param replaces internal name of the type to which what the hook returns is cast and then returned; null to
     *     return the method's own
     */
    record Sight(boolean receiver, int[] arguments, boolean result, @Nullable String replaces) {}
}
