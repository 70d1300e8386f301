// Says where the types of schema.ts have become `any`: types.ts FILE…
import ts from "typescript";

const options: ts.CompilerOptions = {
  strict: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};
const program = ts.createProgram(process.argv.slice(2), options);
const checker = program.getTypeChecker();

const isAny = (type: ts.Type) => (type.flags & ts.TypeFlags.Any) !== 0;

for (const path of program.getRootFileNames()) {
  const file = program.getSourceFile(path)!;
  for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(file)!)) {
    const alias = (symbol.flags & ts.SymbolFlags.TypeAlias) !== 0;
    const type = alias ? checker.getDeclaredTypeOfSymbol(symbol) : checker.getTypeOfSymbol(symbol);
    if (isAny(type)) console.log(`${path}: ${symbol.name}`);
    for (const member of alias ? type.getProperties() : [])
      if (isAny(checker.getTypeOfSymbol(member))) console.log(`${path}: ${symbol.name}.${member.name}`);
  }
}
