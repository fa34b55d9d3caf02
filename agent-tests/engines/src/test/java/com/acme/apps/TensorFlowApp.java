package com.acme.apps;

import java.util.Map;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Doubles numbers with TensorFlow: in a session and as a function, and twice without a number. */
public final class TensorFlowApp {
    private TensorFlowApp() {}

    public static void main(String[] arguments) throws Exception {
        try (Graph graph = new Graph();
                Session session = new Session(graph);
                TFloat32 three = TFloat32.scalarOf(3)) {
            Ops ops = Ops.create(graph);
            Placeholder<TFloat32> number = ops.withName("number").placeholder(TFloat32.class);
            ops.withName("double").math.mul(number, ops.constant(2f));
            for (int i = 0; i < 3; i++) {
                try (Result result =
                        session.runner().feed("number", three).fetch("double").run()) {
                    requireSix(result);
                }
            }
            Refused.expect(() -> session.runner().fetch("double").run());
            functions(three);
        }
        Waiting.untilTold();
    }

    private static void functions(TFloat32 three) {
        try (ConcreteFunction doubled = ConcreteFunction.create(TensorFlowApp::doubled);
                Result result = doubled.call(Map.of("number", three))) {
            requireSix(result);
            Later.require(((TFloat32) doubled.call(three)).getFloat() == 6, "six by a function");
            Refused.expect(() -> doubled.call(Map.of()));
        }
    }

    private static Signature doubled(Ops ops) {
        Placeholder<TFloat32> number = ops.placeholder(TFloat32.class);
        Operand<TFloat32> twice = ops.math.mul(number, ops.constant(2f));
        return Signature.builder()
                .input("number", number)
                .output("double", twice)
                .build();
    }

    private static void requireSix(Result result) {
        Later.require(((TFloat32) result.get(0)).getFloat() == 6, "six");
    }
}
