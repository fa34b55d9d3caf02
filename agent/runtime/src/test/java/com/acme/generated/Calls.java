package com.acme.generated;

/** Calls services through the subclasses that frameworks write for them. */
public final class Calls implements Runnable {
    @Override
    public void run() {
        RankService[] rankers = {
            new RankService(),
            new $RankService$Definition$Intercepted(),
            new RankService_ClientProxy(new RankService_Subclass()),
        };
        EmbedService embedder = new $EmbedService$Definition$Intercepted();
        for (int i = 0; i < 10; i++) {
            for (RankService ranker : rankers) {
                ranker.predict("x");
            }
            embedder.predict("y");
            new EmbedService$$SpringCGLIB$$0().predict("y");
            new $RemoteModel$Intercepted().predict("z");
            new Other_Subclass().predict("z");
        }
        new EmbedService$$anon$1().predict("y");
        new $EmbedService$Definition().predictable();
    }
}

class RankService {
    String predict(String input) {
        return input;
    }
}

class EmbedService {
    String predict(String input) {
        return input;
    }
}

/** As Micronaut's compiler names and writes its subclass. */
class $RankService$Definition$Intercepted extends RankService {
    @Override
    String predict(String input) {
        return super.predict(input);
    }
}

class $EmbedService$Definition$Intercepted extends EmbedService {
    @Override
    String predict(String input) {
        return super.predict(input);
    }
}

/** As Micronaut describes a bean. */
class $EmbedService$Definition extends io.micronaut.context.Described {
    String predictable() {
        return "yes";
    }
}

/** As Quarkus ArC writes the client proxy of a scoped bean. */
class RankService_ClientProxy extends RankService {
    private final RankService bean;

    RankService_ClientProxy(RankService bean) {
        this.bean = bean;
    }

    @Override
    String predict(String input) {
        return bean.predict(input);
    }
}

/** As Quarkus ArC writes the subclass of an intercepted bean. */
class RankService_Subclass extends RankService {
    @Override
    String predict(String input) {
        return predict$$superforward(input);
    }

    String predict$$superforward(String input) {
        return super.predict(input);
    }
}

/** As Spring writes one ahead of time. */
class EmbedService$$SpringCGLIB$$0 extends EmbedService {
    @Override
    String predict(String input) {
        return super.predict(input);
    }
}

/** As Scala names a class without a name: a user wrote the method. */
class EmbedService$$anon$1 extends EmbedService {
    @Override
    String predict(String input) {
        return input;
    }
}

interface RemoteModel {
    String predict(String input);
}

/** As Micronaut writes the client of an interface: nobody else has the method. */
class $RemoteModel$Intercepted implements RemoteModel {
    @Override
    public String predict(String input) {
        return input;
    }
}

/** A user's own class of an odd name. */
class Other_Subclass {
    String predict(String input) {
        return input;
    }
}
