package store

import (
	"encoding/binary"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// array is a column of rows, an array to PostgreSQL, which is written as it goes over the wire. The driver would look
// at each value anew, through a pointer.
type array struct {
	rows [][]any
	i    int
	kind rune // see columnKinds; what is of another type is NULL
}

// elements are the types of the values, by columnKinds.
var elements = map[rune]uint32{'t': pgtype.TextOID, 'i': pgtype.Int8OID, 'b': pgtype.ByteaOID}

// arrayHead is the length of what stands before the values.
const arrayHead = 20

// wire appends the array: one dimension, from 1 on.
func (a *array) wire(out []byte) []byte {
	head := len(out)
	out = append(out, make([]byte, arrayHead)...)
	for _, r := range a.rows {
		begin, there := len(out), false
		out = append(out, 0, 0, 0, 0)
		switch a.kind {
		case 't':
			var v string
			if v, there = r[a.i].(string); there {
				out = append(out, clip(v, len(v))...)
			}
		case 'i':
			var v int64
			if v, there = r[a.i].(int64); there {
				out = binary.BigEndian.AppendUint64(out, uint64(v))
			}
		default:
			v, _ := r[a.i].([]byte)
			there = v != nil
			out = append(out, v...)
		}
		length := uint32(len(out) - begin - 4)
		if !there {
			length = ^uint32(0)
			out[head+7] = 1 // there are such
		}
		binary.BigEndian.PutUint32(out[begin:], length)
	}
	out[head+3] = 1
	binary.BigEndian.PutUint32(out[head+8:], elements[a.kind])
	binary.BigEndian.PutUint32(out[head+12:], uint32(len(a.rows)))
	out[head+19] = 1
	return out
}

// arrayCodec has the driver take an array as it is.
type arrayCodec struct{ *pgtype.ArrayCodec }

func (c arrayCodec) PlanEncode(m *pgtype.Map, oid uint32, format int16, value any) pgtype.EncodePlan {
	if _, ok := value.(*array); ok && format == pgtype.BinaryFormatCode {
		return asItIs{}
	}
	return c.ArrayCodec.PlanEncode(m, oid, format, value)
}

type asItIs struct{}

func (asItIs) Encode(value any, buf []byte) ([]byte, error) { return value.(*array).wire(buf), nil }

// takesArrays prepares a connection for columns of sets.
func takesArrays(c *pgx.Conn) {
	for _, oid := range []uint32{pgtype.TextArrayOID, pgtype.Int8ArrayOID, pgtype.ByteaArrayOID} {
		if t, ok := c.TypeMap().TypeForOID(oid); ok {
			if codec, ok := t.Codec.(*pgtype.ArrayCodec); ok {
				c.TypeMap().RegisterType(&pgtype.Type{Name: t.Name, OID: oid, Codec: arrayCodec{codec}})
			}
		}
	}
}
