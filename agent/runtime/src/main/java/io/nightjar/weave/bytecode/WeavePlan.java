package io.nightjar.weave.bytecode;

import org.jspecify.annotations.Nullable;

/**
 * How one method is woven for one operation. Immutable.
 *
 * @param id the operation's id, or the observer's where {@link #observed()}
 * @param group the group whose outermost call counts, {@link #ALONE} where no call of it can be nested
 * @param leaf whether the method can call nothing, so that it only has to look whether it is nested itself
 * @param captures what an observed call passes to the hook; null for a plain one
 * @param chain of an observed constructor that calls another of its operation, or is called by one; null for none
 * @param condition asked before anything else is done for an observed call; null for none
 */
public record WeavePlan(
        int id,
        int group,
        boolean leaf,
        @Nullable Captures captures,
        @Nullable Chain chain,
        @Nullable Condition condition) {
    /** No group, because no method of it can call another. */
    static final int ALONE = 0;

    static WeavePlan alone(int operationId) {
        return new WeavePlan(operationId, ALONE, true, null, null, null);
    }

    static WeavePlan grouped(int operationId, int group) {
        return new WeavePlan(operationId, group, false, null, null, null);
    }

    static WeavePlan leaf(int operationId, int group) {
        return new WeavePlan(operationId, group, true, null, null, null);
    }

    static WeavePlan observed(int observerId, Captures captures) {
        return new WeavePlan(observerId, ALONE, false, captures, null, null);
    }

    /**
     * @param observerId of the observer for the call itself; the next id is that of the observer for a call that its
     *     caller continues
     */
    static WeavePlan chained(int observerId, Captures captures, Chain chain) {
        return new WeavePlan(observerId, ALONE, false, captures, chain, null);
    }

    /** This plan, only for calls of which a condition holds. */
    WeavePlan only(Condition asked) {
        return new WeavePlan(id, group, leaf, captures, chain, asked);
    }

    boolean observed() {
        return captures != null;
    }

    /**
     * What is asked at the very beginning whether a call is observed; where it is not, the arguments are not even collected.
     *
     * @param observerId of the observer that says 0 where it is not
     * @param argument the argument that it looks at, {@link #RECEIVER} for the object that is called
     */
    record Condition(int observerId, int argument) {
        static final int RECEIVER = -1;
    }

    /**
     * The observers of a constructor in a chain of {@code this(...)}.
     *
     * @param enteringObserver returns at the very beginning whether another constructor called this one
     * @param delegatingObserver is notified right before the call of another one; negative where {@code super(...)} is called
     */
    record Chain(int enteringObserver, int delegatingObserver) {}

    /**
     * What an observed call passes to the hook.
     *
     * @param receiver whether {@code this} is
     * @param arguments which arguments are, in order: one as itself, several as an {@code Object[]}
     * @param result whether the result is looked at
     * @param replaces internal name of the type to which what the hook returns is cast and then returned; null to
     *     return the method's own
     * @param continuation which of those arguments is the caller's continuation: they are then always an array, with one
     *     more place, and what the hook leaves in it is the argument from then on; {@link #NO_CONTINUATION} for none
     */
    record Captures(
            boolean receiver,
            int[] arguments,
            boolean result,
            @Nullable String replaces,
            int continuation) {
        static final int NO_CONTINUATION = -1;

        Captures(boolean receiver, int[] arguments, boolean result, @Nullable String replaces) {
            this(receiver, arguments, result, replaces, NO_CONTINUATION);
        }
    }
}
