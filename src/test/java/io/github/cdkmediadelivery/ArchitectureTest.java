package io.github.cdkmediadelivery;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "io.github.cdkmediadelivery";
    private static final String MACHINERY = ROOT + ".internal";

    private static final JavaClasses LIBRARY = new ClassFileImporter().importPath(Path.of("target", "classes"));

    /** What users can type. */
    private static final DescribedPredicate<JavaClass> API = describe(
            "public types of the root package",
            type -> type.getPackageName().equals(ROOT)
                    && type.getModifiers().contains(PUBLIC)
                    && !type.isAnonymousClass());

    private static final DescribedPredicate<JavaClass> CFN = describe(
            "a type named Cfn*",
            type -> type.getBaseComponentType().getSimpleName().startsWith("Cfn"));

    /** Final, or with subclasses that are all known. */
    private static final DescribedPredicate<JavaClass> CLOSED = describe(
            "final, sealed, a record or an enum",
            type -> type.getModifiers().contains(FINAL)
                    || type.isRecord()
                    || type.isEnum()
                    || type.reflect().isSealed());

    @Nested
    class Rooms {

        @Test
        void theMachineryDoesNotKnowTheApi() {
            noClasses()
                    .that()
                    .resideInAPackage(MACHINERY)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT)
                    .check(LIBRARY);
        }

        @Test
        void theSimulatorReadsTemplatesAndKnowsNothingOfWhoWroteThem() {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + ".simulator")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT)
                    .check(LIBRARY);
        }

        @Test
        void theApiDoesNotShowTheMachinery() {
            methods()
                    .that()
                    .areDeclaredInClassesThat(API)
                    .should(showOnly("public", Set.of(PUBLIC, JavaModifier.PROTECTED)))
                    .check(LIBRARY);
        }

        @Test
        void theLibraryNeedsTheCdkAndNothingElse() {
            classes()
                    .that()
                    .doNotHaveSimpleName("EdgeAnswerAssert") // for those who have AssertJ
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            ROOT + "..",
                            "java..",
                            "software.amazon.awscdk..",
                            "software.amazon.jsii..",
                            "software.constructs..",
                            "com.fasterxml.jackson..",
                            "org.jspecify..")
                    .check(LIBRARY);
        }

        /** What is remembered of a stack must not keep it alive. */
        @Test
        void whatIsRememberedOfAStackDoesNotReferToIt() {
            fields().that()
                    .areDeclaredIn(MACHINERY + ".SharedResources$Made")
                    .should()
                    .notHaveRawType("software.amazon.awscdk.Stack")
                    .check(LIBRARY);
            fields().that()
                    .areDeclaredIn(MACHINERY + ".EndpointPolicy")
                    .and()
                    .areNotStatic()
                    .should()
                    .notHaveRawType("software.amazon.awscdk.Stack")
                    .check(LIBRARY);
        }

        @Test
        void examplesAreInAPackageOfTheirOwnSoThatTheySeeThePublicApiOnly() throws IOException {
            var sources = Path.of("src", "examples", "java");

            try (var files = Files.walk(sources)) {
                assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(file)
                        .startsWith(sources.resolve("io/github/cdkmediadelivery/examples")));
            }
        }

        private static ArchCondition<JavaCodeUnit> showOnly(String what, Set<JavaModifier> visible) {
            return new ArchCondition<>("show no machinery where they are " + what) {
                @Override
                public void check(JavaCodeUnit method, ConditionEvents events) {
                    var shown = method.getModifiers().stream().anyMatch(visible::contains)
                            && (method.getRawReturnType().getPackageName().equals(MACHINERY)
                                    || method.getRawParameterTypes().stream().anyMatch(type -> type.getPackageName()
                                            .equals(MACHINERY)));
                    if (shown) {
                        events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                    }
                }
            };
        }
    }

    @Nested
    class Types {

        @Test
        void namesSayWhatAThingIs() {
            noClasses()
                    .should()
                    .haveNameMatching(".*[.$](Abstract|Base)[A-Z]\\w*|.*(Helper|Utils?|Manager|Impl)")
                    .because("such names say nothing")
                    .check(LIBRARY);
        }

        @Test
        void generatedTypesAreTakenButNeverReturned() {
            methods()
                    .that()
                    .arePublic()
                    .and()
                    .areDeclaredInClassesThat(API)
                    .should()
                    .notHaveRawReturnType(CFN)
                    .check(LIBRARY);
        }

        @Test
        void nobodyCanExtendAPublicType() {
            classes().that(API).should(be(CLOSED)).check(LIBRARY);
        }

        @Test
        void thingsAreMadeByFactoriesAndBuilders() {
            constructors()
                    .that()
                    .areDeclaredInClassesThat(API.and(describe("no record", type -> !type.isRecord())))
                    .should()
                    .notBePublic()
                    .check(LIBRARY);
        }

        /** A value can be compared and shown; builders and constructs are no values. */
        @Test
        void everyValueCanBeComparedAndShown() {
            var values = LIBRARY.stream()
                    .filter(API)
                    .filter(type -> !type.isEnum() && !type.isRecord() && !type.isInterface())
                    .filter(type -> !type.getName().contains("Builder"))
                    .filter(type -> !type.isAssignableTo("software.constructs.Construct"))
                    .filter(type -> type.getModifiers().contains(FINAL))
                    .toList();

            assertThat(values).isNotEmpty().allSatisfy(type -> assertThat(declared(type))
                    .contains("equals", "hashCode", "toString"));
        }

        private static Set<String> declared(JavaClass type) {
            var names = new TreeSet<String>();
            for (var at = type;
                    !at.getName().equals("java.lang.Object");
                    at = at.getRawSuperclass().orElseThrow()) {
                at.getMethods().forEach(method -> names.add(method.getName()));
            }
            return names;
        }

        @Test
        void theLibraryPrintsNothing() {
            noClasses().should(ACCESS_STANDARD_STREAMS).check(LIBRARY);
        }
    }
}
