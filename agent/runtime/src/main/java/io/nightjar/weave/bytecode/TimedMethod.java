package io.nightjar.weave.bytecode;

import io.nightjar.weave.match.ClassOutline;
import io.nightjar.weave.match.MethodOutline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Writes the hook's calls around one method's body: the start before it, the end before each return and in one
 * catch-all handler. New locals stand behind the method's own; frames are kept and padded up to them, and the handler's
 * frame claims nothing else. A constructor's body begins behind its call of {@code super(...)} or {@code this(...)},
 * because the JVM does not let a method catch what those throw. In a chain of {@code this(...)} a constructor stores at
 * its very beginning, in one more local, whether another one called it; if so its end goes to the observer next to its
 * own.
 */
final class TimedMethod extends MethodVisitor {
    /** How much stack a plan adds. */
    static final int MORE_STACK = 8;

    /** As the hook lays out what woven code keeps there. */
    private static final int LAST_PLACE = 8_190;

    private static final long KEPT_GROUPED = 2L << 48;
    private static final long KEPT_OBSERVED = 4L << 48;
    private final HookCode code;
    private final String owner;
    private final MethodOutline method;
    private final WeavePlan plan;
    private final int firstLocal;
    private final int startLocal;
    private final boolean hasFrames;
    private final List<Label> ranges = new ArrayList<>(4);
    /** Beginnings and ends of what calls the hook at the end of a call. */
    private final List<Label> ends = new ArrayList<>(4);

    private boolean begun;
    private int created;

    /**
     * @param owner internal name of the method's class
     * @param firstLocal the first local that nothing before this visitor uses
     * @param hasFrames whether the class file's version has them
     */
    TimedMethod(
            MethodVisitor next, String owner, MethodOutline method, WeavePlan plan, int firstLocal, boolean hasFrames) {
        super(ClassOutline.ASM, next);
        this.code = new HookCode(next, method);
        this.owner = owner;
        this.method = method;
        this.plan = plan;
        this.firstLocal = firstLocal;
        this.startLocal = firstLocal + (plan.chain() == null ? 0 : 2);
        this.hasFrames = hasFrames;
    }

    /** How many locals a plan adds. */
    static int localsOf(WeavePlan plan) {
        return (plan.observed() ? 4 : 2) + (plan.chain() == null ? 0 : 2);
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (!method.isConstructor()) {
            begin();
        } else if (plan.chain() != null) {
            ask(plan.chain().enteringObserver());
            super.visitVarInsn(Opcodes.LSTORE, firstLocal);
        }
    }

    private void ask(int observer) {
        code.push(observer);
        super.visitInsn(Opcodes.ACONST_NULL);
        super.visitInsn(Opcodes.ACONST_NULL);
        code.hook("observe", "(ILjava/lang/Object;Ljava/lang/Object;)J");
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, type);
        if (opcode == Opcodes.NEW) {
            created++;
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        boolean begins = !begun && opcode == Opcodes.INVOKESPECIAL && name.equals("<init>") && --created < 0;
        if (begins && plan.chain() != null && plan.chain().delegatingObserver() >= 0) {
            ask(plan.chain().delegatingObserver());
            super.visitInsn(Opcodes.POP2);
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (begins) {
            begin();
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (begun && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            endRange();
            mark(ends);
            end(opcode);
            mark(ends);
            super.visitInsn(opcode);
            beginRange();
        } else {
            super.visitInsn(opcode);
        }
    }

    @Override
    public void visitFrame(int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
        Object[] padded = padded(localCount, locals);
        super.visitFrame(type, padded.length, padded, stackCount, stack);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        endRange();
        Label handler = new Label();
        boolean caught = false;
        for (int i = 0; i < ranges.size(); i += 2) {
            if (ranges.get(i).getOffset() < ranges.get(i + 1).getOffset()) {
                super.visitTryCatchBlock(ranges.get(i), ranges.get(i + 1), handler, null);
                caught = true;
            }
        }
        if (caught) {
            handle(handler);
        }
        if (!plan.leaf() && !ends.isEmpty()) {
            keepEnd();
        }
        super.visitMaxs(maxStack + MORE_STACK, Math.max(maxLocals, firstLocal + localsOf(plan)));
    }

    private void begin() {
        begun = true;
        if (plan.captures() != null) {
            if (plan.condition() == null) {
                observe(plan.captures());
            } else {
                observeOnly(plan.condition(), plan.captures());
            }
        } else if (plan.group() == WeavePlan.ALONE) {
            code.push(plan.id());
            code.hook("enter", "(I)J");
        } else {
            code.push(plan.id());
            code.push(plan.leaf() ? -plan.group() : plan.group());
            code.hook("enter", "(II)J");
        }
        if (plan.captures() == null) {
            super.visitVarInsn(Opcodes.LSTORE, startLocal);
        }
        beginRange();
    }

    /** Asks the condition first: a call that it leaves out has no start, and collects no arguments. */
    private void observeOnly(WeavePlan.Condition condition, WeavePlan.Captures captures) {
        Label out = new Label();
        code.ask(condition);
        super.visitVarInsn(Opcodes.LSTORE, startLocal);
        super.visitInsn(Opcodes.ACONST_NULL);
        super.visitVarInsn(Opcodes.ASTORE, startLocal + 2);
        super.visitInsn(Opcodes.ACONST_NULL);
        super.visitVarInsn(Opcodes.ASTORE, startLocal + 3);
        super.visitVarInsn(Opcodes.LLOAD, startLocal);
        super.visitInsn(Opcodes.LCONST_0);
        super.visitInsn(Opcodes.LCMP);
        super.visitJumpInsn(Opcodes.IFEQ, out);
        observe(captures);
        super.visitLabel(out);
        if (hasFrames) {
            Object[] given = HookCode.parameters(owner, method);
            Object[] locals = padded(given.length, given);
            super.visitFrame(Opcodes.F_NEW, locals.length, locals, 0, new Object[0]);
        }
        // The method may begin with a frame of its own, and of two in one place there can be none.
        super.visitInsn(Opcodes.NOP);
    }

    private void observe(WeavePlan.Captures captures) {
        if (captures.receiver() && !method.is(Opcodes.ACC_STATIC)) {
            super.visitVarInsn(Opcodes.ALOAD, 0);
        } else {
            super.visitInsn(Opcodes.ACONST_NULL);
        }
        super.visitVarInsn(Opcodes.ASTORE, startLocal + 2);
        if (captures.continuation() >= 0) {
            code.pushArray(captures.arguments(), captures.arguments().length + 1);
        } else {
            code.pushArguments(captures.arguments());
        }
        super.visitVarInsn(Opcodes.ASTORE, startLocal + 3);
        code.push(plan.id());
        super.visitVarInsn(Opcodes.ALOAD, startLocal + 2);
        super.visitVarInsn(Opcodes.ALOAD, startLocal + 3);
        code.hook("observe", "(ILjava/lang/Object;Ljava/lang/Object;)J");
        super.visitVarInsn(Opcodes.LSTORE, startLocal);
        if (captures.continuation() >= 0) {
            int place = captures.continuation();
            super.visitVarInsn(Opcodes.ALOAD, startLocal + 3);
            code.push(place);
            super.visitInsn(Opcodes.AALOAD);
            code.popArgument(captures.arguments()[place]);
        }
    }

    private void end(int opcode) {
        if (plan.captures() != null) {
            endObserved(plan.captures(), opcode);
        } else {
            super.visitInsn(Opcodes.ACONST_NULL);
            endPlain();
        }
    }

    private void endPlain() {
        code.push(plan.id());
        if (!plan.leaf()) {
            code.push(plan.group());
        }
        super.visitVarInsn(Opcodes.LLOAD, startLocal);
        code.hook("exit", plan.leaf() ? "(Ljava/lang/Throwable;IJ)V" : "(Ljava/lang/Throwable;IIJ)V");
    }

    private void endObserved(WeavePlan.Captures captures, int opcode) {
        boolean replaced = captures.replaces() != null && opcode == Opcodes.ARETURN;
        if (!replaced) {
            code.copyResult(captures.result() ? opcode : Opcodes.RETURN);
        }
        code.push(plan.id());
        if (plan.chain() != null) {
            super.visitVarInsn(Opcodes.LLOAD, firstLocal);
            super.visitInsn(Opcodes.L2I);
            super.visitInsn(Opcodes.IADD);
        }
        pushLocals();
        code.hook("returned", "(Ljava/lang/Object;IJLjava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;");
        if (replaced) {
            super.visitTypeInsn(Opcodes.CHECKCAST, captures.replaces());
        } else {
            super.visitInsn(Opcodes.POP);
        }
    }

    private void pushLocals() {
        super.visitVarInsn(Opcodes.LLOAD, startLocal);
        super.visitVarInsn(Opcodes.ALOAD, startLocal + 2);
        super.visitVarInsn(Opcodes.ALOAD, startLocal + 3);
    }

    private void handle(Label handler) {
        super.visitLabel(handler);
        if (hasFrames) {
            Object[] locals = padded(0, new Object[0]);
            super.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
        }
        mark(ends);
        super.visitInsn(Opcodes.DUP);
        if (plan.observed()) {
            code.push(plan.id());
            pushLocals();
            code.hook("threw", "(Ljava/lang/Throwable;IJLjava/lang/Object;Ljava/lang/Object;)V");
        } else {
            endPlain();
        }
        mark(ends);
        super.visitInsn(Opcodes.ATHROW);
    }

    /**
     * Where the stack is too small for a call of the hook, stores alone keep the end: the hook reports it later. Only in
     * methods that call others.
     */
    private void keepEnd() {
        Label handler = new Label();
        for (int i = 0; i < ends.size(); i += 2) {
            super.visitTryCatchBlock(ends.get(i), ends.get(i + 1), handler, "java/lang/StackOverflowError");
        }
        super.visitLabel(handler);
        if (hasFrames) {
            Object[] locals = padded(0, new Object[0]);
            super.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/StackOverflowError"});
        }
        super.visitFieldInsn(Opcodes.GETSTATIC, HookCode.HOOK, "KEPT", "[J");
        super.visitFieldInsn(Opcodes.GETSTATIC, HookCode.HOOK, "keptNext", "I");
        super.visitInsn(Opcodes.DUP);
        super.visitInsn(Opcodes.ICONST_2);
        super.visitInsn(Opcodes.IADD);
        code.push(LAST_PLACE);
        super.visitInsn(Opcodes.IAND);
        super.visitFieldInsn(Opcodes.PUTSTATIC, HookCode.HOOK, "keptNext", "I");
        super.visitInsn(Opcodes.DUP2);
        super.visitVarInsn(Opcodes.LLOAD, startLocal);
        super.visitInsn(Opcodes.LASTORE);
        super.visitInsn(Opcodes.ICONST_1);
        super.visitInsn(Opcodes.IADD);
        long kind = plan.observed() ? KEPT_OBSERVED : KEPT_GROUPED;
        super.visitLdcInsn(kind | (long) plan.group() << 32 | plan.id());
        super.visitInsn(Opcodes.LASTORE);
        super.visitInsn(Opcodes.ATHROW);
    }

    private void mark(List<Label> labels) {
        Label label = new Label();
        super.visitLabel(label);
        labels.add(label);
    }

    private Object[] padded(int count, Object[] locals) {
        int slots = 0;
        for (int i = 0; i < count; i++) {
            slots += locals[i] == Opcodes.LONG || locals[i] == Opcodes.DOUBLE ? 2 : 1;
        }
        List<Object> padded = new ArrayList<>(Arrays.asList(locals).subList(0, count));
        boolean chained = plan.chain() != null;
        if (begun || chained) {
            padded.addAll(Collections.nCopies(firstLocal - slots, Opcodes.TOP));
        }
        if (chained) {
            padded.add(Opcodes.LONG);
        }
        if (begun) {
            padded.add(Opcodes.LONG);
            padded.addAll(Collections.nCopies(plan.observed() ? 2 : 0, "java/lang/Object"));
        }
        return padded.toArray();
    }

    private void beginRange() {
        mark(ranges);
    }

    private void endRange() {
        beginRange();
    }
}
