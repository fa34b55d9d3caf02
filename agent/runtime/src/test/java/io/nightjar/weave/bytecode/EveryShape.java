package io.nightjar.weave.bytecode;

import io.nightjar.weave.match.MethodOutline;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Type;

/** The shapes in turn, by the method's name, so that many jars see all of them. */
final class EveryShape {
    private EveryShape() {}

    static List<Shape> of(MethodOutline method) {
        List<Shape> shapes = new ArrayList<>();
        if (method.isConstructor() && method.descriptor.length() % 2 == 1) {
            shapes.add(Shape.chained(5_000, observed(method).sight(), new Shape.Chain(5_002, method.delegatesTo == null ? -1 : 5_003)));
        }
        switch (Math.floorMod(method.key().hashCode(), 4)) {
            case 0 -> shapes.add(Shape.alone(1));
            case 1 -> shapes.add(method.calls ? Shape.grouped(70_000, 3) : Shape.leaf(70_000, 3));
            case 2 -> shapes.add(observed(method));
            default -> {
                shapes.add(Shape.grouped(300, 2));
                shapes.add(observed(method));
            }
        }
        return shapes;
    }

    private static Shape observed(MethodOutline method) {
        int count = Type.getArgumentTypes(method.descriptor).length;
        int[] arguments = new int[Math.min(count, 3)];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i;
        }
        Type type = Type.getReturnType(method.descriptor);
        boolean replaces = type.getSort() == Type.OBJECT && method.name.length() % 2 == 0;
        return Shape.observed(4_000, new Shape.Sight(true, arguments, true, replaces ? type.getInternalName() : null));
    }
}
