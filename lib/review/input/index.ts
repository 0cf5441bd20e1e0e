export { environmentsOf, type Found } from "./environments";
export { filesBelow } from "./folder";
export { checkOut, commitOf, filesAt, GitError } from "./git";
export { fileReader, type FileReader, type YamlFile } from "./yaml-file";
