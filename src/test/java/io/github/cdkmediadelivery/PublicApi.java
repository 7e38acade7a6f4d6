package io.github.cdkmediadelivery;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What compiled code of users refers to, a line each: types, and with every type the members that it has, inherited
 * ones too, so that one which moves to a supertype is still there.
 */
final class PublicApi {

    private static final Path CLASSES = Path.of("target", "classes");
    private static final String LIBRARY = "io.github.cdkmediadelivery";
    private static final int NAMED = Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;

    private PublicApi() {}

    static SortedSet<String> lines() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(CLASSES::relativize)
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".class") && !file.contains("-info") && !file.contains("internal"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .map(PublicApi::load)
                    .filter(PublicApi::seen)
                    .flatMap(PublicApi::lines)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean seen(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || seen(type.getEnclosingClass()));
    }

    static Stream<String> lines(Class<?> type) {
        Stream<String> itself = Stream.of(type.getName() + modifiers(type.getModifiers()));
        Stream<String> supertypes = Stream.concat(
                        Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .filter(parent -> Modifier.isPublic(parent.getModifiers()))
                .map(parent -> type.getName() + " is a " + parent.getName());
        Stream<String> fields = Arrays.stream(type.getFields())
                .filter(PublicApi::ours)
                .map(field -> type.getName() + "." + shown(field));
        Stream<String> constructors = Arrays.stream(type.getConstructors())
                .map(constructor -> type.getName() + ".new" + parameters(constructor));
        Stream<String> methods = Stream.concat(
                        Arrays.stream(type.getMethods()), Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> ours(method) && !method.isBridge() && reachable(type, method))
                .map(method -> type.getName() + "." + shown(method));
        return Stream.of(itself, supertypes, fields, constructors, methods)
                .flatMap(each -> each)
                .distinct();
    }

    private static boolean ours(Member member) {
        return member.getDeclaringClass().getName().startsWith(LIBRARY) && !member.isSynthetic();
    }

    /** Protected members are for those who extend a type, if anyone may. */
    private static boolean reachable(Class<?> type, Method method) {
        return Modifier.isPublic(method.getModifiers())
                || (Modifier.isProtected(method.getModifiers())
                        && !Modifier.isFinal(type.getModifiers())
                        && !type.isSealed());
    }

    private static String shown(Field field) {
        return field.getName() + ": " + field.getType().getTypeName() + modifiers(field.getModifiers());
    }

    private static String shown(Method method) {
        return method.getName() + parameters(method) + ": "
                + method.getReturnType().getTypeName() + modifiers(method.getModifiers());
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String modifiers(int modifiers) {
        return (modifiers & NAMED) == 0 ? "" : " " + Modifier.toString(modifiers & NAMED);
    }
}
