package com.acme.apps;

import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.adapters.OutputAdapter;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Asks small networks of Deeplearning4j, whose weights are random, in every way, and some for what they cannot do. */
public final class Dl4jApp {
    private static final int INPUTS = 4;
    private static final int KINDS = 3;

    private Dl4jApp() {}

    public static void main(String[] arguments) throws Exception {
        INDArray one = Nd4j.rand(1, INPUTS);
        layers(one);
        graph(one);
        steps();
        Waiting.untilTold();
    }

    /** 12 outputs, of which 2 fail. */
    private static void layers(INDArray one) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(dense())
                .build());
        network.init();
        requireKinds(network.output(one));
        requireKinds(network.output(one, false));
        requireKinds(network.output(one, Layer.TrainingMode.TEST));
        requireKinds(network.output(one, false, null, null));
        requireKinds(network.output(one, false, null));
        requireKinds(network.output(one, false, null, null, null));
        Later.require(network.output(one, null, null, kinds()) == KINDS, "adapted");
        Later.require(network.output(twoBatches(one)).rows() == 2, "two batches");
        Later.require(network.predict(one).length == 1, "one kind");
        Later.require(network.activate(one, Layer.TrainingMode.TEST).columns() == KINDS, "activated");
        Refused.expect(() -> network.output(Nd4j.rand(1, INPUTS + 1)));
        Refused.expect(() -> network.output(one, null, null, refusing()));
        network.fit(one, Nd4j.ones(1, KINDS));
        network.evaluate(twoBatches(one));
        network.feedForward(one);
    }

    /** 12 outputs, of which 2 fail. */
    private static void graph(INDArray one) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("in")
                .addLayer("out", dense(), "in")
                .setOutputs("out")
                .build());
        graph.init();
        INDArray[] ones = {one};
        requireKinds(graph.output(one)[0]);
        requireKinds(graph.output(false, one)[0]);
        requireKinds(graph.output(false, true, one)[0]);
        requireKinds(graph.output(false, ones, null, null, null)[0]);
        requireKinds(graph.output(List.of("out"), false, ones, null)[0]);
        requireKinds(graph.outputSingle(one));
        requireKinds(graph.outputSingle(false, one));
        requireKinds(graph.outputSingle(false, true, one));
        Later.require(graph.output(ones, null, null, kinds()) == KINDS, "adapted");
        Later.require(graph.outputSingle(twoBatches(one)).rows() == 2, "two batches");
        Refused.expect(() -> graph.output(Nd4j.rand(1, INPUTS + 1)));
        Refused.expect(() -> graph.output(List.of("out"), false, new INDArray[] {Nd4j.rand(1, INPUTS + 1)}, null));
        graph.fit(new DataSet(one, Nd4j.ones(1, KINDS)));
        graph.evaluate(twoBatches(one));
        graph.feedForward(one, false);
    }

    /** 6 steps, of which 2 fail. */
    private static void steps() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(memory())
                .layer(recurrent())
                .setInputType(InputType.recurrent(INPUTS))
                .build());
        network.init();
        INDArray step = Nd4j.rand(1, INPUTS);
        requireKinds(network.rnnTimeStep(step));
        requireKinds(network.rnnTimeStep(step, null));
        Refused.expect(() -> network.rnnTimeStep(Nd4j.rand(1, INPUTS + 1)));

        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("in")
                .addLayer("memory", memory(), "in")
                .addLayer("out", recurrent(), "memory")
                .setOutputs("out")
                .build());
        graph.init();
        requireKinds(graph.rnnTimeStep(step)[0]);
        requireKinds(graph.rnnTimeStep(null, new INDArray[] {step})[0]);
        Refused.expect(() -> graph.rnnTimeStep(Nd4j.rand(1, INPUTS + 1)));
    }

    private static OutputLayer dense() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(INPUTS)
                .nOut(KINDS)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static LSTM memory() {
        return new LSTM.Builder().nIn(INPUTS).nOut(5).build();
    }

    private static RnnOutputLayer recurrent() {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nIn(5)
                .nOut(KINDS)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static ListDataSetIterator<DataSet> twoBatches(INDArray one) {
        DataSet data = new DataSet(one, Nd4j.eye(KINDS).getRow(0, true));
        return new ListDataSetIterator<>(List.of(data, data), 1);
    }

    private static OutputAdapter<Integer> kinds() {
        return outputs -> outputs[0].columns();
    }

    private static OutputAdapter<Integer> refusing() {
        return outputs -> {
            throw new IllegalStateException("not to be adapted");
        };
    }

    private static void requireKinds(INDArray output) {
        Later.require(output.columns() == KINDS, "a weight for each kind");
    }
}
