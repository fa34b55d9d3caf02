package com.acme.reached;

import java.util.function.Function;

/** Calls a type's method however implementations come by it. */
public final class Calls implements Runnable {
    @Override
    public void run() {
        Model[] models = {new Own(), new Inheriting(), new FarInheriting(), new Defaulting()};
        for (Model model : models) {
            model.answer("x");
        }
        Typed<String> typed = new TypedInheriting();
        typed.embed("x");
        Embedder embedder = new OwnEmbedder();
        embedder.apply("x");
        new Base().answer("not by the type");
        new Other().answer("not by the type");
    }
}

interface Model {
    String answer(String input);
}

class Base {
    public String answer(String input) {
        return input;
    }
}

class Own implements Model {
    @Override
    public String answer(String input) {
        return input;
    }
}

class Inheriting extends Base implements Model {}

interface NearerModel extends Model {}

class FarBase {
    public String answer(String input) {
        return input;
    }
}

class Between extends FarBase {}

class FarInheriting extends Between implements NearerModel {}

interface DefaultModel extends Model {
    @Override
    default String answer(String input) {
        return input;
    }
}

class Defaulting implements DefaultModel {}

class Other extends Base {}

interface Typed<T> {
    T embed(T input);
}

class TypedBase {
    public String embed(String input) {
        return input;
    }
}

class TypedInheriting extends TypedBase implements Typed<String> {}

interface Embedder extends Function<String, String> {}

class OwnEmbedder implements Embedder {
    @Override
    public String apply(String input) {
        return input;
    }
}
