package io.nightjar.weave.bytecode;

import org.jspecify.annotations.Nullable;

/**
 * How one method is woven for one operation. Immutable.
 *
 * @param id the operation's id, or the site's where {@link #observed()}
 * @param group the group whose outermost call counts, {@link #ALONE} where no call of it can be nested
 * @param leaf whether the method can call nothing, so that it only has to look whether it is nested itself
 * @param sight what an observed call hands over; null for a plain one
 * @param chain of an observed constructor that calls another of its operation, or is called by one; null for none
 */
public record Shape(int id, int group, boolean leaf, @Nullable Sight sight, @Nullable Chain chain) {
    /** No group, because no method of it can call another. */
    static final int ALONE = 0;

    static Shape alone(int operationId) {
        return new Shape(operationId, ALONE, true, null, null);
    }

    static Shape grouped(int operationId, int group) {
        return new Shape(operationId, group, false, null, null);
    }

    static Shape leaf(int operationId, int group) {
        return new Shape(operationId, group, true, null, null);
    }

    static Shape observed(int siteId, Sight sight) {
        return new Shape(siteId, ALONE, false, sight, null);
    }

    /** @param siteId of the site for the call itself; that of a call to be handed on is the next one */
    static Shape chained(int siteId, Sight sight, Chain chain) {
        return new Shape(siteId, ALONE, false, sight, chain);
    }

    boolean observed() {
        return sight != null;
    }

    /**
     * The sites of a constructor in a chain of {@code this(...)}.
     *
     * @param enteringSite is asked at the very beginning whether the constructor was called by another one
     * @param delegatingSite is told right before the call of another one; negative where {@code super(...)} is called
     */
    record Chain(int enteringSite, int delegatingSite) {}

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
