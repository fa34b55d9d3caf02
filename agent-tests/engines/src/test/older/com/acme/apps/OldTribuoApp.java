package com.acme.apps;

import java.util.List;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Trains a tree and a forest with Tribuo 4.0, and asks each for one, for many and for what has no features. */
public final class OldTribuoApp {
    private static final LabelFactory LABELS = new LabelFactory();
    private static final int MEMBERS = 10;

    private OldTribuoApp() {}

    public static void main(String[] arguments) throws Exception {
        MutableDataset<Label> birds = birds();
        Model<Label> tree = new CARTClassificationTrainer(4).train(birds);
        tree.setName("tree");
        RandomForestTrainer<Label> forests =
                new RandomForestTrainer<>(new CARTClassificationTrainer(4, 0.5f, 7L), new VotingCombiner(), MEMBERS);
        Model<Label> forest = forests.train(birds);
        forest.setName("forest");
        for (Model<Label> model : List.of(tree, forest)) {
            String found = model.predict(bird(3, 1)).getOutput().getLabel();
            Later.require(found.equals("owl") || found.equals("nightjar"), found);
            Later.require(model.predict(List.of(bird(1, 1), bird(30, 2))).size() == 2, "two");
            Later.require(model.predict(birds).size() == birds.size(), "all");
            Refused.expect(() ->
                    model.predict(new ArrayExample<>(new Label("owl"), new String[] {"depth"}, new double[] {1})));
        }
        Waiting.untilTold();
    }

    private static MutableDataset<Label> birds() {
        MutableDataset<Label> birds = new MutableDataset<>(origin(), LABELS);
        for (int i = 0; i < 40; i++) {
            birds.add(bird(i, i % 3));
        }
        return birds;
    }

    private static SimpleDataSourceProvenance origin() {
        return new SimpleDataSourceProvenance("made for a test", LABELS);
    }

    private static Example<Label> bird(double weight, double wings) {
        Label label = new Label(weight < 20 ? "owl" : "nightjar");
        return new ArrayExample<>(label, new String[] {"weight", "wings"}, new double[] {weight, wings});
    }
}
