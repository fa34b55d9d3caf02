package com.acme.apps;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.inference.streaming.StreamingBlock;
import ai.djl.inference.streaming.StreamingTranslator;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.translate.Batchifier;
import ai.djl.translate.TranslatorContext;
import ai.djl.util.PairList;
import java.util.Iterator;
import java.util.stream.Stream;

/** Predictions of DJL that come in pieces: one that is read to its end, one that is given up, one that breaks, one that is refused. */
public final class DjlStreamApp {
    private DjlStreamApp() {}

    public static void main(String[] arguments) throws Exception {
        try (Model model = Model.newInstance("counter", "OnnxRuntime")) {
            model.setBlock(new Counter());
            try (Predictor<Integer, Stream<Integer>> predictor = model.newPredictor(new Pieces())) {
                Later.require(read(predictor, 4) == 4, "the pieces of a prediction");
                try (Stream<Integer> pieces = predictor.streamingPredict(4).getIterativeOutput()) {
                    Later.require(pieces.iterator().next() == 1, "the first piece");
                }
                Refused.expect(() -> read(predictor, -1));
                Refused.expect(() -> predictor.streamingPredict(0));
                Waiting.untilTold();
            }
        }
        System.exit(0);
    }

    private static long read(Predictor<Integer, Stream<Integer>> predictor, int pieces) throws Exception {
        long sum = 0;
        try (Stream<Integer> stream = predictor.streamingPredict(pieces).getIterativeOutput()) {
            for (Iterator<Integer> all = stream.iterator(); all.hasNext(); all.next()) {
                sum++;
            }
        }
        return sum;
    }

    /** Hands on the lengths of the arrays that the block makes. */
    private static final class Pieces implements StreamingTranslator<Integer, Stream<Integer>> {
        @Override
        public NDList processInput(TranslatorContext context, Integer pieces) {
            NDManager manager = context.getNDManager();
            return new NDList(manager.create(new float[] {pieces}, new Shape(1)));
        }

        @Override
        public Stream<Integer> processOutput(TranslatorContext context, NDList list) {
            return Stream.of(length(list));
        }

        @Override
        public Batchifier getBatchifier() {
            return null;
        }

        @Override
        public Support getSupport() {
            return Support.ITERATIVE;
        }

        @Override
        public StreamOutput<Stream<Integer>> processStreamOutput(TranslatorContext context, Stream<NDList> lists) {
            return new StreamOutput<>() {
                @Override
                protected Stream<Integer> buildAsyncOutput() {
                    throw new UnsupportedOperationException("only one after another");
                }

                @Override
                protected void computeAsyncOutputInternal(Stream<Integer> output) {
                    throw new UnsupportedOperationException("only one after another");
                }

                @Override
                public Stream<Integer> getIterativeOutputInternal() {
                    return lists.map(Pieces::length);
                }
            };
        }

        private static int length(NDList list) {
            return (int) list.head().size();
        }
    }

    /** Counts: 1, 2, 3 and so on. It takes no 0, and breaks at a number below it. */
    private static final class Counter extends AbstractBlock implements StreamingBlock {
        @Override
        public Iterator<NDList> forwardStreamIter(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> more) {
            int pieces = (int) inputs.head().toFloatArray()[0];
            if (pieces == 0) {
                throw new IllegalArgumentException("no pieces");
            }
            NDManager manager = inputs.getManager();
            return new Iterator<>() {
                private int given;

                @Override
                public boolean hasNext() {
                    return given != pieces;
                }

                @Override
                public NDList next() {
                    if (pieces < 0) {
                        throw new IllegalStateException("broken");
                    }
                    given++;
                    return new NDList(manager.create(new float[given], new Shape(given)));
                }
            };
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> more) {
            return inputs;
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }
}
