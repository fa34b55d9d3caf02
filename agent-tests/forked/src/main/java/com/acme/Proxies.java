package com.acme;

import java.lang.reflect.Proxy;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.cglib.proxy.Enhancer;

/**
 * Calls one target through every kind of proxy that frameworks make: the JDK's, Spring AOP's before the interface and as a
 * subclass, and a CGLIB subclass that is the target itself.
 */
public final class Proxies {
    private Proxies() {}

    public static void main(String[] arguments) throws Exception {
        int calls = Integer.parseInt(arguments[0]);
        int sum = 0;
        for (Scorer scorer : new Scorer[] {handMade(), springs(false), springs(true), subclass()}) {
            for (int i = 0; i < calls; i++) {
                sum += scorer.score(i);
            }
            System.out.println(kind(scorer.getClass().getName()));
        }
        System.out.println("sum " + sum);
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    private static Scorer handMade() {
        Scorer target = new PlainScorer();
        return (Scorer) Proxy.newProxyInstance(
                Proxies.class.getClassLoader(),
                new Class<?>[] {Scorer.class},
                (proxy, method, values) -> method.invoke(target, values));
    }

    private static Scorer springs(boolean asSubclass) {
        ProxyFactory factory = new ProxyFactory(new PlainScorer());
        factory.setProxyTargetClass(asSubclass);
        factory.addAdvice((MethodInterceptor) invocation -> invocation.proceed());
        return (Scorer) factory.getProxy();
    }

    private static Scorer subclass() {
        Enhancer enhancer = new Enhancer();
        enhancer.setSuperclass(PlainScorer.class);
        enhancer.setCallback((org.springframework.cglib.proxy.MethodInterceptor)
                (object, method, values, proxy) -> proxy.invokeSuper(object, values));
        return (Scorer) enhancer.create();
    }

    private static String kind(String name) {
        return name.contains("$$") ? name.substring(0, name.indexOf("$$") + 2) : name.replaceAll("[0-9]", "");
    }
}
