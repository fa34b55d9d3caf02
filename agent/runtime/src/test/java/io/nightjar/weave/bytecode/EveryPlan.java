package io.nightjar.weave.bytecode;

import io.nightjar.weave.match.MethodOutline;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Type;

/** The plans in turn, by the method's name, so that many jars see all of them. */
final class EveryPlan {
    private EveryPlan() {}

    static List<WeavePlan> of(MethodOutline method) {
        List<WeavePlan> plans = new ArrayList<>();
        if (method.declaration().suspending() != null) {
            int last = method.declaration().suspending().continuation();
            int[] arguments = last == 0 ? new int[] {0} : new int[] {0, last};
            plans.add(WeavePlan.observed(
                    6_000, new WeavePlan.Captures(true, arguments, true, null, arguments.length - 1)));
        }
        if (method.isConstructor() && method.descriptor.length() % 2 == 1) {
            plans.add(WeavePlan.chained(
                    5_000,
                    observed(method).captures(),
                    new WeavePlan.Chain(5_002, method.delegatesTo == null ? -1 : 5_003)));
        }
        switch (Math.floorMod(method.key().hashCode(), 4)) {
            case 0 -> plans.add(WeavePlan.alone(1));
            case 1 -> plans.add(method.calls ? WeavePlan.grouped(70_000, 3) : WeavePlan.leaf(70_000, 3));
            case 2 -> plans.add(only(method, observed(method)));
            default -> {
                plans.add(WeavePlan.grouped(300, 2));
                plans.add(observed(method));
                plans.add(only(method, observed(method)));
            }
        }
        return plans;
    }

    /** Under a condition on the object that is called or on the first argument, where it is no constructor. */
    private static WeavePlan only(MethodOutline method, WeavePlan plan) {
        int argument = method.name.length() % 3 == 0 || method.descriptor.startsWith("()") ? -1 : 0;
        return method.isConstructor() ? plan : plan.only(new WeavePlan.Condition(7_000, argument));
    }

    private static WeavePlan observed(MethodOutline method) {
        int count = Type.getArgumentTypes(method.descriptor).length;
        int[] arguments = new int[Math.min(count, 3)];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i;
        }
        Type type = Type.getReturnType(method.descriptor);
        boolean replaces = type.getSort() == Type.OBJECT && method.name.length() % 2 == 0;
        return WeavePlan.observed(
                4_000, new WeavePlan.Captures(true, arguments, true, replaces ? type.getInternalName() : null));
    }
}
