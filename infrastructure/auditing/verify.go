// Checks an exported log with the stock library of the Go checksum database, and nothing of the office's.
//
//	go run verify.go FOLDER VKEY
//
// FOLDER is the export; VKEY is the log's Ed25519 verifier key, as you know it from elsewhere. It reads the signed
// checkpoint, rebuilds the root from the tiles, hashes every entry anew, and ends with status 1 at the first thing that
// does not hold, naming it.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type files struct{ folder string }

func (f files) Height() int { return height }

func (f files) SaveTiles([]tlog.Tile, [][]byte) {}

func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		content, err := os.ReadFile(f.path(tile))
		if err != nil {
			return nil, err
		}
		found = append(found, content)
	}
	return found, nil
}

// path leaves out the height, which C2SP tlog-tiles fixes, and calls the entries by their name there.
func (f files) path(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
	return filepath.Join(f.folder, strings.Replace(path, "tile/data/", "tile/entries/", 1))
}

func main() {
	if len(os.Args) != 3 {
		hold(false, "usage: go run verify.go FOLDER VKEY")
	}
	folder := os.Args[1]
	verifier, err := note.NewVerifier(os.Args[2])
	check(err, "verifier key")
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	check(err, "checkpoint")
	tree := opened(signed, verifier)
	fmt.Printf("checkpoint %d, signed\n", tree.N)
	reader := tlog.TileHashReader(tree, files{folder})
	root, err := tlog.TreeHash(tree.N, reader)
	check(err, "tiles")
	hold(root == tree.Hash, "the tiles are not of the checkpoint's root")
	fmt.Printf("entries %d, each the sealed one\n", entries(tree, files{folder}, reader))
}

func opened(signed []byte, verifier note.Verifier) tlog.Tree {
	read, err := note.Open(signed, note.VerifierList(verifier))
	check(err, "signature")
	lines := strings.Split(read.Text, "\n")
	hold(len(lines) == 4 && lines[0] == verifier.Name(), "the checkpoint is not of this log")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err, "size")
	root, err := tlog.ParseHash(lines[2])
	check(err, "root")
	return tlog.Tree{N: size, Hash: root}
}

// entries holds each entry against the tree, in the bundles and in entries.jsonl.
func entries(tree tlog.Tree, all files, reader tlog.HashReader) int64 {
	file, err := os.Open(filepath.Join(all.folder, "entries.jsonl"))
	check(err, "entries.jsonl")
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<17)
	var index int64
	for index < tree.N {
		width := tree.N - index
		if width > 1<<height {
			width = 1 << height
		}
		content, err := os.ReadFile(all.path(tlog.Tile{H: height, L: -1, N: index >> height, W: int(width)}))
		check(err, "entry bundle")
		for end := index + width; index < end; index++ {
			hold(len(content) >= 2, "an entry bundle is too short")
			length := 2 + int(binary.BigEndian.Uint16(content))
			hold(len(content) >= length, "an entry bundle is too short")
			want, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
			check(err, "tiles")
			hold(tlog.RecordHash(content[2:length]) == want[0], fmt.Sprintf("entry %d is not the sealed one", index+1))
			same := lines.Scan() && bytes.Equal(lines.Bytes(), content[2:length])
			hold(same, fmt.Sprintf("entry %d in entries.jsonl is not the sealed one", index+1))
			content = content[length:]
		}
		hold(len(content) == 0, "an entry bundle is too long")
	}
	hold(!lines.Scan(), "entries.jsonl has more entries than the checkpoint")
	return index
}

func check(err error, what string) {
	if err != nil {
		hold(false, fmt.Sprintf("%s: %v", what, err))
	}
}

func hold(holds bool, what string) {
	if !holds {
		fmt.Println(what)
		os.Exit(1)
	}
}
